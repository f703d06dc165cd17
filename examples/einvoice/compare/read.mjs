// Reads Factur-X files with factur-x-kit, which finds the XML by what the PDF says of it, and
// holds it against the business rules that it knows.
//
//   node read.mjs invoice.pdf ...
import { readFileSync } from 'node:fs';
import { FacturX } from 'factur-x-kit';

for (const file of process.argv.slice(2)) {
  const read = await FacturX.fromPDF(new Uint8Array(readFileSync(file)));
  const { valid, errors } = await read.validate();
  if (!valid) {
    console.error(file, JSON.stringify(errors, null, 1));
    process.exit(1);
  }
  const { document, totals } = read.object;
  console.log(`${document.id}: ${totals.grossTotal}`);
}

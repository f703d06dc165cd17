// Makes TypeScript of the schemas that are files, for tsc to compile together with a
// month that is right and with some that are wrong.
//
//   node generate.mjs FOLDER MONTH OUT
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from 'json-schema-to-typescript';

const [folder, month, out] = process.argv.slice(2);
const files = readdirSync(folder).filter((file) => file.endsWith('.json') && file !== 'definitions.json');
for (const file of files) {
  const schema = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  writeFileSync(join(out, file.replace('.json', '.ts')), await compile(schema, schema.title));
}
const right = readFileSync(month, 'utf8');
const wrong = [['"pro"', '3'], ['"PT5H"', '18000'], ['"customer"', '"costumer"'], ['"month"', '"months"']];
writeFileSync(join(out, 'months.ts'), `import type { Input } from './input.js';
export const right: Input = ${right};
${wrong.map(([a, b], i) => `// @ts-expect-error
export const wrong${i}: Input = ${JSON.stringify(JSON.parse(right.replace(a, b)))};
`).join('')}`);
console.log(`${files.length} schemas made into types`);

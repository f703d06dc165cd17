// Holds ajv against another validator: of every document both must say the same.
//
//   node validate.mjs judged.json
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';

const { schemas, judged } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const ajv = new Ajv2020({ strict: true, inlineRefs: false, allErrors: false });
const validators = {};
let faults = 0, valid = 0;
for (const { type, text, valid: want } of judged) {
  const validate = (validators[type] ??= ajv.compile(schemas[type]));
  const got = validate(JSON.parse(text));
  if (got) valid++;
  if (got !== want) {
    faults++;
    console.error(`${type}: ajv says ${got}, the other ${want}: ${text.slice(0, 500)} ${ajv.errorsText(validate.errors)}`);
  }
}
const unused = Object.keys(schemas).filter((name) => !validators[name]);
for (const name of unused) ajv.compile(schemas[name]);
if (faults > 0 || judged.length < 2000) {
  console.error(`FAILED: ${faults} of ${judged.length} documents`);
  process.exit(1);
}
console.log(`${judged.length} documents of ${Object.keys(schemas).length} schemas, ${valid} of them valid: both validators agree`);

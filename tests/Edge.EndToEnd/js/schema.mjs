// node schema.mjs valid|invalid SCHEMA DOCUMENT: fails when the document is not what it is said to be.
import { readFile } from 'node:fs/promises';
import Ajv from 'ajv/dist/2020.js';

const [, , expected, schema, document] = process.argv;
const read = async (path) => JSON.parse(await readFile(path, 'utf8'));
const validate = new Ajv({ allErrors: true, strict: false }).compile(await read(schema));
const found = validate(await read(document)) ? 'valid' : 'invalid';
if (found !== expected) {
  console.error(`${document} is ${found}`, validate.errors);
  process.exit(1);
}

// A key-value client of NATS that does what it is told: one JSON command a line in, one JSON answer a line out.
import readline from "node:readline";
import { Kvm } from "@nats-io/kv";
import { connect } from "@nats-io/transport-node";

const connection = await connect({ servers: process.argv[2] });
const kvm = new Kvm(connection);
const text = new TextDecoder();
const seen = [];
let kv;

const commands = {
  async make({ bucket, options }) {
    kv = await kvm.create(bucket, options);
  },
  async open({ bucket }) {
    kv = await kvm.open(bucket);
  },
  put: ({ key, value }) => kv.put(key, value),
  create: ({ key, value }) => kv.create(key, value),
  update: ({ key, value, revision }) => kv.update(key, value, revision),
  delete: ({ key }) => kv.delete(key),
  purge: ({ key }) => kv.purge(key),
  async get({ key }) {
    const entry = await kv.get(key);
    return entry && { value: text.decode(entry.value), revision: entry.revision, operation: entry.operation };
  },
  async keys() {
    const keys = [];
    for await (const key of await kv.keys()) keys.push(key);
    return keys.sort();
  },
  async watch() {
    const watch = await kv.watch();
    (async () => {
      for await (const entry of watch) seen.push(`${entry.operation} ${entry.key} ${text.decode(entry.value)} ${entry.revision}`);
    })();
  },
  seen: () => seen,
};

console.log(JSON.stringify({ result: "ready" }));
for await (const line of readline.createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  // By CLOCK_MONOTONIC, in ns: any process of this machine can tell how long ago that was.
  const began = process.hrtime.bigint().toString();
  try {
    console.log(JSON.stringify({ result: (await commands[command.do](command)) ?? null, began }));
  } catch (error) {
    console.log(JSON.stringify({ error: error.message }));
  }
}
await connection.close();

// What applications do with the official client.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import OpenAI from 'openai';
import { baseURL, key, lastRequest, noticedAfter, oneMoreAtWork, run, strangersKey, test } from './harness.mjs';

const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const client = new OpenAI({ baseURL, apiKey: key, maxRetries: 0 });
const messages = [{ role: 'user', content: 'Say something.' }];
const tools = [{
  type: 'function',
  function: { name: 'weather', parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } },
}];

test('a chat is answered', async () => {
  const { data, response } = await client.chat.completions.create({ model: 'chat', messages }).withResponse();
  assert.equal(data.object, 'chat.completion');
  assert.equal(data.choices[0].message.role, 'assistant');
  assert(data.choices[0].message.content.length > 0);
  assert.equal(data.choices[0].finish_reason, 'stop');
  assert.equal(data.usage.total_tokens, data.usage.prompt_tokens + data.usage.completion_tokens);
  assert.match(response.headers.get('x-request-id'), /^[A-Za-z0-9._-]{1,128}$/);
});

test('every way to name a model leads there', async () => {
  for (const model of [
    'chat', 'gpt-4o-mini', 'accounts/default/routers/chat', 'quick-a', 'default/quick-a', 'accounts/default/deployments/quick-a',
  ]) {
    const answer = await client.chat.completions.create({ model, messages });
    assert.equal(answer.choices.length, 1, model);
  }
});

test('a stream has its events and its end', async () => {
  const stream = await client.chat.completions.create({ model: 'chat', messages, stream: true });
  const pieces = [];
  let finish;
  for await (const event of stream) {
    pieces.push(event.choices[0]?.delta?.content ?? '');
    finish = event.choices[0]?.finish_reason ?? finish;
  }
  assert(pieces.filter((piece) => piece.length > 0).length >= 2);
  assert.equal(finish, 'stop');
});

test('a stream tells its usage when asked', async () => {
  const stream = await client.chat.completions.create({
    model: 'chat', messages, stream: true, stream_options: { include_usage: true },
  });
  let usage;
  for await (const event of stream)
    usage = event.usage ?? usage;
  assert(usage.completion_tokens > 0);
});

test('events arrive one by one while the model still writes', async () => {
  // The answer of this model never ends, so whoever waits for the end before passing something on gets nothing here.
  const stream = await client.chat.completions.create({ model: 'endless', messages, stream: true });
  let events = 0;
  for await (const event of stream) {
    assert.equal(event.object, 'chat.completion.chunk');
    if (++events === 20)
      break;
  }
  assert.equal(events, 20);
});

test('the model learns within 100 ms that its stream was left', async () => {
  const after = await noticedAfter(async () => {
    const stream = await client.chat.completions.create({ model: 'endless', messages, stream: true });
    for await (const event of stream) {
      assert(event);
      stream.controller.abort();
      break;
    }
  });
  assert(after <= 100, `${after} ms`);
});

test('the model learns within 100 ms that an answer nobody has seen is not wanted', async () => {
  const after = await noticedAfter(async () => {
    const controller = new AbortController();
    const arrival = await oneMoreAtWork();
    const answer = client.chat.completions.create({ model: 'endless', messages, stream: true }, {
      signal: controller.signal, headers: { 'x-mock-fault': 'hang' },
    });
    const refusal = assert.rejects(answer, OpenAI.APIUserAbortError);
    await arrival();
    controller.abort();
    await refusal;
  });
  assert(after <= 100, `${after} ms`);
});

test('a tool is called', async () => {
  const answer = await client.chat.completions.create({ model: 'chat', messages, tools, tool_choice: 'required' });
  const [call] = answer.choices[0].message.tool_calls;
  assert.equal(call.function.name, 'weather');
  JSON.parse(call.function.arguments);
  assert.equal(answer.choices[0].finish_reason, 'tool_calls');
});

test('a tool is called in a stream', async () => {
  const runner = client.chat.completions.stream({ model: 'chat', messages, tools, tool_choice: 'required' });
  const answer = await runner.finalChatCompletion();
  const [call] = answer.choices[0].message.tool_calls;
  assert.equal(call.function.name, 'weather');
  JSON.parse(call.function.arguments);
});

test('an image of 5 MiB reaches the model whole', async () => {
  const image = Buffer.alloc(5 << 20, 'Edge').toString('base64');
  const body = {
    messages: [{
      role: 'user',
      content: [
        { type: 'text', text: 'What is this?' },
        { type: 'image_url', image_url: { url: `data:image/png;base64,${image}` } },
      ],
    }],
    model: 'quick-a',
  };
  const answer = await client.chat.completions.create(body);
  assert(answer.choices[0].message.content.length > 0);
  assert.equal((await lastRequest()).body_sha256, sha256(JSON.stringify(body)));
});

test('the upstream name of a model takes the place of the one that was asked for', async () => {
  await client.chat.completions.create({ messages, model: 'renamed', user: 'unchanged' });
  const expected = { messages, model: 'a-name-of-its-own', user: 'unchanged' };
  assert.equal((await lastRequest()).body_sha256, sha256(JSON.stringify(expected)));
});

test('a text is completed', async () => {
  const answer = await client.completions.create({ model: 'chat', prompt: 'Once' });
  assert(answer.choices[0].text.length > 0);
});

test('embeddings are numbers, as many as were asked for', async () => {
  const answer = await client.embeddings.create({ model: 'chat', input: ['one', 'two', 'three'] });
  assert.equal(answer.data.length, 3);
  for (const { embedding } of answer.data) {
    assert(embedding.length > 0);
    assert(embedding.every(Number.isFinite));
  }
});

test('a response is created', async () => {
  const answer = await client.responses.create({ model: 'chat', input: 'Say something.' });
  assert.equal(answer.status, 'completed');
  assert(answer.output_text.length > 0);
});

test('a response is streamed', async () => {
  const stream = await client.responses.create({ model: 'chat', input: 'Say something.', stream: true });
  const types = [];
  let text = '';
  for await (const event of stream) {
    types.push(event.type);
    if (event.type === 'response.output_text.delta')
      text += event.delta;
  }
  assert.equal(types.at(0), 'response.created');
  assert.equal(types.at(-1), 'response.completed');
  assert(text.length > 0);
});

test('the models are listed and each can be asked for', async () => {
  const ids = [];
  for await (const model of client.models.list()) {
    assert.equal(model.object, 'model');
    ids.push(model.id);
  }
  assert(ids.includes('accounts/default/routers/chat'));
  assert(ids.includes('accounts/default/deployments/quick-a'));
  for (const id of ids)
    assert.equal((await client.models.retrieve(id)).id, id);
});

test('what is public is listed for strangers and answers them, and nothing else is', async () => {
  const stranger = client.withOptions({ apiKey: strangersKey });
  const ids = [];
  for await (const model of stranger.models.list())
    ids.push(model.id);
  assert.deepEqual(ids, ['accounts/default/routers/everybody']);
  const answer = await stranger.chat.completions.create({ model: ids[0], messages });
  assert.equal(answer.choices.length, 1);
});

test('the request id of the caller is kept', async () => {
  const { response } = await client.chat.completions
    .create({ model: 'chat', messages }, { headers: { 'x-request-id': 'caller-1.a_B' } })
    .withResponse();
  assert.equal(response.headers.get('x-request-id'), 'caller-1.a_B');
});

test('two hundred chats at once are all answered', async () => {
  const answers = await Promise.all(Array.from({ length: 200 }, (_, index) =>
    client.chat.completions.create({ model: index % 2 ? 'chat' : 'renamed', messages })));
  assert.equal(answers.filter((answer) => answer.choices[0].message.content.length > 0).length, 200);
});

await run();

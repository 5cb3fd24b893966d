// The AI SDK with its provider for OpenAI-compatible servers.
import assert from 'node:assert/strict';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { APICallError, embedMany, generateText, jsonSchema, streamText, tool } from 'ai';
import { baseURL, key, noticedAfter, run, test } from './harness.mjs';

const edge = createOpenAICompatible({ name: 'edge', baseURL, apiKey: key, includeUsage: true });
const prompt = 'Say something.';
const tools = {
  weather: tool({
    inputSchema: jsonSchema({ type: 'object', properties: { city: { type: 'string' } } }),
  }),
};

async function failure(model, options) {
  const error = await generateText({ model: edge(model), prompt, maxRetries: 0, ...options }).catch((caught) => caught);
  assert(APICallError.isInstance(error), String(error));
  return error;
}

test('a text is generated', async () => {
  const { text, usage, finishReason } = await generateText({ model: edge('chat'), prompt });
  assert(text.length > 0);
  assert(usage.outputTokens > 0);
  assert.equal(finishReason, 'stop');
});

test('a text is streamed', async () => {
  const { textStream, usage, finishReason } = streamText({ model: edge('chat'), prompt });
  const pieces = [];
  for await (const piece of textStream)
    pieces.push(piece);
  assert(pieces.length >= 2);
  assert((await usage).outputTokens > 0);
  assert.equal(await finishReason, 'stop');
});

test('a tool is called', async () => {
  const { toolCalls } = await generateText({ model: edge('chat'), prompt, tools, toolChoice: 'required' });
  assert.equal(toolCalls[0].toolName, 'weather');
});

test('texts are embedded', async () => {
  const { embeddings } = await embedMany({ model: edge.embeddingModel('chat'), values: ['one', 'two'] });
  assert.equal(embeddings.length, 2);
  assert(embeddings.every((embedding) => embedding.length > 0));
});

test('an image is seen', async () => {
  const image = new Uint8Array(5 << 20).fill(7);
  const { text } = await generateText({
    model: edge('chat'),
    messages: [{ role: 'user', content: [{ type: 'text', text: prompt }, { type: 'file', data: image, mediaType: 'image/png' }] }],
  });
  assert(text.length > 0);
});

test('the model learns within 100 ms that its stream was left', async () => {
  const after = await noticedAfter(async () => {
    const controller = new AbortController();
    const { textStream } = streamText({ model: edge('endless'), prompt, abortSignal: controller.signal, onError() {} });
    for await (const piece of textStream) {
      assert(piece.length > 0);
      controller.abort();
      break;
    }
  });
  assert(after <= 100, `${after} ms`);
});

test('an unknown model is an APICallError that is not tried again', async () => {
  const error = await failure('nobody');
  assert.equal(error.statusCode, 404);
  assert.equal(error.isRetryable, false);
  assert.equal(error.data.error.code, 'model_not_found');
});

test('a wrong key is an APICallError that is not tried again', async () => {
  const stranger = createOpenAICompatible({ name: 'edge', baseURL, apiKey: 'sk-wrong' });
  const error = await generateText({ model: stranger('chat'), prompt, maxRetries: 0 }).catch((caught) => caught);
  assert(APICallError.isInstance(error), String(error));
  assert.equal(error.statusCode, 401);
});

test('a model whose server is down is an APICallError that may be tried again', async () => {
  const error = await failure('unreachable');
  assert.equal(error.statusCode, 502);
  assert.equal(error.isRetryable, true);
});

test('a stream that is cut is an error and never a clean end', async () => {
  const { fullStream } = streamText({
    model: edge('chat'), prompt, maxRetries: 0, headers: { 'x-mock-fault': 'cut-events=3' }, onError() {},
  });
  const parts = [];
  // It goes on reading after the error that Edge tells it of, so it meets the cut as well.
  await assert.rejects(async () => {
    for await (const part of fullStream)
      parts.push(part);
  });
  assert.match(JSON.stringify(parts.find((part) => part.type === 'error')), /ended its answer before it was complete/);
  assert.equal(parts.find((part) => part.type === 'finish'), undefined);
});

await run();

// Every error reaches an application as the exception that the official client has for it.
import assert from 'node:assert/strict';
import OpenAI, { toFile } from 'openai';
import { baseURL, gatewayURL, key, run, strangersKey, test } from './harness.mjs';

const client = new OpenAI({ baseURL, apiKey: key, maxRetries: 0 });
const messages = [{ role: 'user', content: 'Say something.' }];

function chat(model, fault) {
  return client.chat.completions.create({ model, messages }, fault && { headers: { 'x-mock-fault': fault } });
}

async function fails(promise, type, expected) {
  await assert.rejects(promise, (error) => {
    assert.equal(error.constructor, type, String(error));
    for (const [name, value] of Object.entries(expected))
      assert.equal(error[name], value, `${name} of ${error}`);
    return true;
  });
}

test('a wrong key is an AuthenticationError', () =>
  fails(client.withOptions({ apiKey: 'sk-wrong' }).chat.completions.create({ model: 'chat', messages }),
    OpenAI.AuthenticationError, { status: 401, code: 'invalid_api_key', type: 'invalid_request_error', param: null }));

test('a wrong key is an AuthenticationError for the list of models too', () =>
  fails(client.withOptions({ apiKey: 'sk-wrong' }).models.list(), OpenAI.AuthenticationError, { status: 401 }));

test('an unknown model is a NotFoundError', () =>
  fails(chat('nobody'), OpenAI.NotFoundError,
    { status: 404, code: 'model_not_found', param: 'model', type: 'invalid_request_error' }));

test('an unknown model is a NotFoundError when it is retrieved', () =>
  fails(client.models.retrieve('nobody'), OpenAI.NotFoundError, { status: 404, code: 'model_not_found' }));

test('the model of another account is a NotFoundError in the same words', async () => {
  const stranger = client.withOptions({ apiKey: strangersKey });
  const create = (model) => stranger.chat.completions.create({ model, messages });
  const unknown = await create('accounts/default/deployments/nobody').catch((error) => error);
  await fails(create('accounts/default/deployments/quick-a'), OpenAI.NotFoundError, { status: 404, message: unknown.message });
  await fails(create('accounts/default/routers/chat'), OpenAI.NotFoundError, { status: 404, message: unknown.message });
});

test('an unknown path is a NotFoundError', () =>
  fails(client.withOptions({ baseURL: baseURL.replace('/v1', '/v7') }).models.list(), OpenAI.NotFoundError,
    { status: 404, code: 'unknown_url' }));

test('a missing model is a BadRequestError', () =>
  fails(client.chat.completions.create({ messages }), OpenAI.BadRequestError,
    { status: 400, param: 'model', type: 'invalid_request_error' }));

test('a model that is no string is a BadRequestError', () =>
  fails(client.chat.completions.create({ messages, model: 7 }), OpenAI.BadRequestError, { status: 400, param: 'model' }));

test('a form with a file is refused with 415', async () =>
  fails(client.audio.transcriptions.create({ model: 'chat', file: await toFile(Buffer.from('RIFF'), 'a.wav') }),
    OpenAI.APIError, { status: 415, type: 'invalid_request_error' }));

test('a body above the limit is refused with 413', () =>
  fails(client.chat.completions.create({ model: 'chat', messages: [{ role: 'user', content: 'x'.repeat(17 << 20) }] }),
    OpenAI.APIError, { status: 413, code: 'request_too_large' }));

test('a response that is asked for by id is a NotFoundError', () =>
  fails(client.responses.retrieve('resp_1'), OpenAI.NotFoundError, { status: 404 }));

test('a model whose server is down is an InternalServerError', () =>
  fails(chat('unreachable'), OpenAI.InternalServerError, { status: 502, code: 'connect_failed', type: 'server_error' }));

test('a model without replicas is an InternalServerError that says when to come back', async () => {
  const error = await chat('asleep').catch((caught) => caught);
  await fails(Promise.reject(error), OpenAI.InternalServerError, { status: 503, code: 'scaled_to_zero' });
  assert(Number(error.headers.get('retry-after')) > 0);
});

test('an error of the model server is relayed with its status', async () => {
  await fails(chat('chat', 'status=500'), OpenAI.InternalServerError, { status: 500 });
  await fails(chat('chat', 'status=503'), OpenAI.InternalServerError, { status: 503 });
  await fails(chat('chat', 'status=429'), OpenAI.RateLimitError, { status: 429 });
  await fails(chat('chat', 'status=400'), OpenAI.BadRequestError, { status: 400 });
  await fails(chat('chat', 'status=403'), OpenAI.PermissionDeniedError, { status: 403 });
  await fails(chat('chat', 'status=422'), OpenAI.UnprocessableEntityError, { status: 422 });
});

test('a model that is silent for too long is an APIConnectionTimeoutError', () =>
  fails(client.chat.completions.create({ model: 'chat', messages }, { timeout: 300, headers: { 'x-mock-fault': 'hang' } }),
    OpenAI.APIConnectionTimeoutError, {}));

test('a stream that is cut is an error and never a clean end', async () => {
  const stream = await client.chat.completions.create({ model: 'chat', messages, stream: true }, {
    headers: { 'x-mock-fault': 'cut-events=3' },
  });
  let events = 0;
  await assert.rejects(async () => {
    for await (const event of stream) {
      assert(event);
      events++;
    }
  }, OpenAI.APIError);
  assert.equal(events, 3);
});

test('an answer that is cut is an error and never a clean end', async () => {
  await assert.rejects(chat('chat', 'cut-bytes=40'));
});

test('an error below the gateway path has its dialect', () =>
  fails(client.withOptions({ baseURL: gatewayURL }).chat.completions.create({ model: 'nobody', messages }), OpenAI.NotFoundError,
    { status: 404, code: 'NOT_FOUND', param: 'model', type: 'error' }));

await run();

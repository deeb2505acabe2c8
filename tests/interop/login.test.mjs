// Signing in with an SM2 key of sm-crypto, a library of browsers and Node, against the running program.
import { strict as assert } from 'node:assert'
import test, { after, before } from 'node:test'
import { Browser, serve } from '../api/platform.mjs'

const library = await import('sm-crypto').catch(() => {
  throw new Error('sm-crypto is not installed: run script/setup, or npm ci in tests/interop')
})
const { sm2 } = library.default
const password = 'Fresh-grass-7'

let server
before(async () => (server = await serve({ demo: false })))
after(() => server?.end())

test('a key of sm-crypto is enrolled and signs in, raw and DER', async () => {
  const { privateKey, publicKey } = sm2.generateKeyPairHex()
  const signed = async (options) => {
    const { challenge } = await server.data_of('session.challenge', {})
    const signature = sm2.doSignature(challenge, privateKey, { hash: true, publicKey, ...options })
    return { challenge, signature }
  }
  await server.user('key.holder', 'regulator')
  const browser = new Browser()
  const name = 'key.holder'
  await server.data_of('session.login', { name, password }, { browser })
  const enrolled = await server.data_of('factor.enrol_sm2', { public_key: publicKey, ...(await signed()) }, { browser })
  assert.equal(enrolled.second_factor, 'sm2')
  for (const options of [{}, { der: true }]) {
    const done = await server.data_of('session.login', { name, password, ...(await signed(options)) })
    assert.equal(done.second_factor, 'sm2')
  }
  const other = sm2.generateKeyPairHex()
  const { challenge } = await server.data_of('session.challenge', {})
  const signature = sm2.doSignature(challenge, other.privateKey, { hash: true, publicKey: other.publicKey })
  await server.refused(401, 'login.failed', 'session.login', { name, password, challenge, signature })
  const unhashed = await signed({ hash: false })
  await server.refused(401, 'login.failed', 'session.login', { name, password, ...unhashed })
})

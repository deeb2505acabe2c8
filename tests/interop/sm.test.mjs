// SM2, SM3 and SM4 of the program against sm-crypto, an independent library that partners use: what one makes the other
// must accept, 100 random rounds each. QY_CRYPTO_INTEROP names the program's side (crypto_interop.cpp).
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { createInterface } from 'node:readline'
import { strict as assert } from 'node:assert'
import test, { after } from 'node:test'

const rounds = 100
const library = await import('sm-crypto').catch(() => {
  throw new Error('sm-crypto is not installed: run script/setup, or npm ci in tests/interop')
})
const { sm2, sm3, sm4 } = library.default

// ---- the program's side -------------------------------------------------------------------------------------------

assert.ok(process.env.QY_CRYPTO_INTEROP, 'QY_CRYPTO_INTEROP must name the program')
const program = spawn(process.env.QY_CRYPTO_INTEROP, [], { stdio: ['pipe', 'pipe', 'inherit'] })
const waiting = []
createInterface({ input: program.stdout }).on('line', (line) => waiting.shift().resolve(JSON.parse(line)))
program.on('exit', (code) => waiting.splice(0).forEach(({ reject }) => reject(new Error(`it ended with ${code}`))))
after(() => program.stdin.end())

/** Asks the program; resolves to {result} or {error}. */
const ask = (op, ...args) =>
  new Promise((resolve, reject) => {
    waiting.push({ resolve, reject })
    program.stdin.write(JSON.stringify({ op, args }) + '\n')
  })

/** Asks and expects a result: one text, or several. */
const get = async (op, ...args) => {
  const answer = await ask(op, ...args)
  assert.equal(answer.error, undefined, `${op}: ${answer.error}`)
  return answer.result.length === 1 ? answer.result[0] : answer.result
}

// ---- helpers ------------------------------------------------------------------------------------------------------

const hex = (bytes) => Buffer.from(bytes).toString('hex')
const bytesOf = (text) => [...Buffer.from(text, 'hex')]
const random = (size) => hex(randomBytes(size))
const forms = ['raw', 'raw_04', 'der']

/** One DER element. Contents here stay below 256 bytes. */
const element = (tag, content) => {
  const size = content.length / 2
  return tag + (size < 0x80 ? '' : '81') + size.toString(16).padStart(2, '0') + content
}
const integer = (digits) => {
  const short = digits.replace(/^(00)+(?=..)/, '')
  return element('02', (parseInt(short.slice(0, 2), 16) >= 0x80 ? '00' : '') + short)
}

/** The library's ciphertext (x, y, C3, C2 without 04) in another form. */
const toForm = (raw, form) => {
  if (form === 'raw') return raw
  if (form === 'raw_04') return '04' + raw
  const part = (from, to) => raw.slice(from, to)
  return element('30', integer(part(0, 64)) + integer(part(64, 128)) + element('04', part(128, 192)) + element('04', part(192)))
}

/** A ciphertext in any form as the library wants it. */
const fromForm = (text, form) => {
  if (form !== 'der') return form === 'raw' ? text : text.slice(2)
  const parts = []
  let rest = text.slice(2 + (text.slice(2, 4) === '81' ? 4 : 2))
  while (rest) {
    const long = rest.slice(2, 4) === '81'
    const start = long ? 6 : 4
    const end = start + 2 * parseInt(rest.slice(start - 2, start), 16)
    parts.push(rest.slice(start, end))
    rest = rest.slice(end)
  }
  const number = (digits) => digits.slice(-64).padStart(64, '0')
  return number(parts[0]) + number(parts[1]) + parts[2] + parts[3]
}

/** A new key pair, made by the program and by the library in turn. `point` alternates between with and without 04. */
const keyPair = async (round) => {
  if (round % 2 === 0) {
    const pair = sm2.generateKeyPairHex()
    return { scalar: pair.privateKey, point: round % 4 === 0 ? pair.publicKey : pair.publicKey.slice(2), full: pair.publicKey }
  }
  const [scalar, point] = await get('generate')
  assert.equal('04' + point, sm2.getPublicKeyFromPrivateKey(scalar))
  return { scalar, point: round % 4 === 1 ? '04' + point : point, full: '04' + point }
}

// Making a key in JavaScript takes longer than using it, so the rounds share some.
const keys = []
for (let i = 0; i < 12; i++) keys.push(await keyPair(i))

const everyRound = (name, body) =>
  test(name, async () => {
    for (let round = 0; round < rounds; round++) await body(round, keys[round % keys.length])
  })

// ---- signatures ---------------------------------------------------------------------------------------------------

for (const form of ['raw', 'der']) {
  everyRound(`the program signs, the library verifies: ${form}`, async (round, key) => {
    const message = random(round)
    const signature = await get('sign', key.scalar, message, form)
    const options = { hash: true, der: form === 'der' }
    assert.ok(sm2.doVerifySignature(bytesOf(message), signature, key.full, options), signature)
    if (round < 5) assert.ok(!sm2.doVerifySignature(bytesOf(message + '00'), signature, key.full, options))
  })

  everyRound(`the library signs, the program verifies: ${form}`, async (round, key) => {
    const message = random(round)
    const signature = sm2.doSignature(bytesOf(message), key.scalar, { hash: true, der: form === 'der' })
    assert.equal(await get('verify', key.point, message, signature), form)
    assert.equal((await ask('verify', key.point, message + '00', signature)).error, 'sm2.signature_wrong')
  })
}

test('a signature over the unhashed message, or under another id, does not verify', async () => {
  const key = keys[0]
  const message = random(32)
  for (const options of [{ hash: false }, { hash: true, userId: 'somebody' }, { hash: true, userId: '' }]) {
    const signature = sm2.doSignature(bytesOf(message), key.scalar, options)
    assert.equal((await ask('verify', key.point, message, signature)).error, 'sm2.signature_wrong')
  }
})

test('a signature that lost the padding of r is malformed, not wrong', async () => {
  const key = keys[0]
  const signature = await get('sign', key.scalar, '00', 'raw')
  assert.equal((await ask('verify', key.point, '00', signature.slice(2))).error, 'sm2.signature_malformed')
  assert.equal((await ask('verify', key.point, '00', signature.slice(1))).error, 'hex.malformed')
})

// ---- encryption ---------------------------------------------------------------------------------------------------

for (const form of forms) {
  everyRound(`the program encrypts, the library decrypts: ${form}`, async (round, key) => {
    const plain = random(16 + round)
    const ciphertext = await get('encrypt', key.point, plain, form)
    assert.equal(hex(sm2.doDecrypt(fromForm(ciphertext, form), key.scalar, 1, { output: 'array' })), plain)
  })

  everyRound(`the library encrypts, the program decrypts: ${form}`, async (round, key) => {
    const plain = random(16 + round)
    const ciphertext = toForm(sm2.doEncrypt(bytesOf(plain), key.full, 1), form)
    assert.deepEqual(await get('decrypt', key.scalar, ciphertext, String(16 + round)), [plain, form])
  })
}

test('a key sent as hex text has the sizes that the interface names', async () => {
  const key = keys[1]
  const text = hex(Buffer.from(random(16)))
  for (const [form, digits] of [['raw', 256], ['raw_04', 258]]) {
    assert.equal((await get('encrypt', key.point, text, form)).length, digits)
  }
  assert.deepEqual(await get('decrypt', key.scalar, sm2.doEncrypt(bytesOf(text), key.full), '32'), [text, 'raw'])
})

test('the old order C1C2C3, a changed ciphertext and another key do not decrypt', async () => {
  const key = keys[0]
  const other = keys[2]
  const plain = random(32)
  const good = sm2.doEncrypt(bytesOf(plain), key.full, 1)
  const changed = good.slice(0, -1) + (good.endsWith('0') ? '1' : '0')
  for (const [scalar, text] of [[key.scalar, sm2.doEncrypt(bytesOf(plain), key.full, 0)], [key.scalar, changed], [other.scalar, good]]) {
    assert.equal((await ask('decrypt', scalar, text, '32')).error, 'sm2.decrypt_failed')
  }
})

// ---- SM3 and SM4 --------------------------------------------------------------------------------------------------

test('SM3 and HMAC-SM3 are the same', async () => {
  for (let round = 0; round < rounds; round++) {
    const data = random(round * 3)
    const key = random(1 + round)
    assert.equal(await get('sm3', data), sm3(bytesOf(data)))
    assert.equal(await get('hmac_sm3', key, data), sm3(bytesOf(data), { key }))
  }
})

test('SM4-CBC is the same both ways', async () => {
  for (let round = 0; round < rounds; round++) {
    const [key, iv, data] = [random(16), random(16), random(round)]
    const ciphertext = await get('sm4_cbc', 'encrypt', key, iv, data)
    assert.equal(ciphertext, hex(sm4.encrypt(bytesOf(data), key, { mode: 'cbc', iv, output: 'array' })))
    const theirs = hex(sm4.encrypt(bytesOf(data), key, { mode: 'cbc', iv, output: 'array' }))
    assert.equal(await get('sm4_cbc', 'decrypt', key, iv, theirs), data)
    assert.equal(hex(sm4.decrypt(bytesOf(ciphertext), key, { mode: 'cbc', iv, output: 'array' })), data)
  }
})

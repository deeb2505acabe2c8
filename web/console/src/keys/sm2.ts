// SM2 keys made in the browser, and signatures as the platform checks them: SM2 with SM3 over the text and its user id
// (src/business/second_factors.cpp). The library comes when a key is needed.

export interface SmKey {
  publicKey: string; // 04 and both coordinates, hex
  privateKey: string; // hex; leaves the browser in a sealed file only
}

const userId = '1234567812345678';
const library = () => import('sm-crypto-v2');

export async function newKey(): Promise<SmKey> {
  return (await library()).sm2.generateKeyPairHex();
}

/** r and s as hex. */
export async function signatureOf(text: string, { publicKey, privateKey }: SmKey): Promise<string> {
  return (await library()).sm2.doSignature(text, privateKey, { hash: true, publicKey, userId });
}

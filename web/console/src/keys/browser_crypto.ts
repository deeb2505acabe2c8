// What sm-crypto-v2 would ask of Node: browsers have it as a global.
export const webcrypto = globalThis.crypto;

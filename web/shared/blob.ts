// What files hold, in browsers that cannot ask a file itself yet (Safari before 14).
export const bytesOf = (blob: Blob): Promise<ArrayBuffer> => new Response(blob).arrayBuffer();
export const textOf = (blob: Blob): Promise<string> => new Response(blob).text();

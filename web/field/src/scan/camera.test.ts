import { afterEach, expect, test, vi } from 'vitest';
import { cameraStream } from './camera';

const named = (name: string) => Object.assign(new Error(name), { name });
const camera = (...answers: (Error | object)[]) => {
  const ask = vi.fn();
  for (const answer of answers) answer instanceof Error ? ask.mockRejectedValueOnce(answer) : ask.mockResolvedValueOnce(answer);
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia: ask } });
  return ask;
};
afterEach(() => vi.unstubAllGlobals());

test('a camera that starts slowly, or that is let go of this moment, is asked once more', async () => {
  const stream = {};
  for (const name of ['AbortError', 'NotReadableError']) {
    const ask = camera(named(name), stream);
    expect(await cameraStream()).toBe(stream);
    expect(ask).toHaveBeenCalledTimes(2);
  }
  camera(named('NotReadableError'), named('NotReadableError'));
  await expect(cameraStream()).rejects.toThrow('NotReadableError');
});

test('who does not allow it, or has none, is not asked again', async () => {
  for (const name of ['NotAllowedError', 'NotFoundError']) {
    const ask = camera(named(name), {});
    await expect(cameraStream()).rejects.toThrow(name);
    expect(ask).toHaveBeenCalledTimes(1);
  }
});

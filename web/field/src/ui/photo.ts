// Photos small enough for a weak network. Drawn anew: what the camera wrote into the file (place, device) is gone.
import { bytesOf } from '@shared/blob';
import { imageIn } from './image';

const sideMax = 1600;
const quality = 0.82;
export const photosMost = 3;

/** Throws when the file is no picture. */
export async function photoOf(file: Blob): Promise<ArrayBuffer> {
  const image = await imageIn(file);
  const scale = Math.min(1, sideMax / Math.max(image.width, image.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(image.width * scale));
  canvas.height = Math.max(1, Math.round(image.height * scale));
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality));
  if (!blob) throw new Error('photo');
  return await bytesOf(blob);
}

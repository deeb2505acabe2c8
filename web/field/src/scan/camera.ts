// The camera as a row of pictures, until a code is found or it is closed.
import { decoder } from './decoder';

const everyMs = 120;
const sideMax = 1280; // larger pictures take longer and find no more

export function pictureOf(source: CanvasImageSource, width: number, height: number): ImageData {
  const scale = Math.min(1, sideMax / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

// What is said of a camera that starts slowly, or that another page lets go of this moment.
const passing = ['AbortError', 'NotReadableError'];

const asked = () =>
  navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { facingMode: 'environment', width: { ideal: sideMax }, height: { ideal: 720 } },
  });

/** The picture of the camera at the back; it is asked once more where it may be there by then. */
export async function cameraStream(): Promise<MediaStream> {
  try {
    return await asked();
  } catch (fault) {
    if (!passing.includes((fault as Error).name)) throw fault;
    return asked();
  }
}

export async function openCamera(video: HTMLVideoElement): Promise<MediaStream> {
  const stream = await cameraStream();
  video.srcObject = stream;
  await video.play();
  return stream;
}

export function closeCamera(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/** The text of the first code seen; null when `open` says no more before that. */
export async function watchFor(video: HTMLVideoElement, open: () => boolean): Promise<string | null> {
  const decode = await decoder();
  while (open()) {
    if (video.videoWidth > 0) {
      const found = await decode(pictureOf(video, video.videoWidth, video.videoHeight));
      if (found && open()) return found;
    }
    await new Promise((next) => setTimeout(next, everyMs));
  }
  return null;
}

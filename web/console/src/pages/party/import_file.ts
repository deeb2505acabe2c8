// A chosen file on its way to import.preview and import.start.
import { base64OfFile } from '@/api/parts';
import type { ImportPreview, RowStatus } from '@/api/types';

export const importBytesMax = 64 * 1024 * 1024;

export interface SentFile {
  file_name: string;
  content_base64: string;
}

export async function sentFile(file: File): Promise<SentFile> {
  return { file_name: file.name, content_base64: await base64OfFile(file) };
}

const leftOut = '-'; // as the platform writes "no field" (src/model/include/model/table_reading.h)

/** The mapping to send: titles whose field somebody changed; '' is left out of the import. */
export function mappingOf(preview: ImportPreview, chosen: Record<string, string>): Record<string, string> {
  const mapping: Record<string, string> = {};
  for (const column of preview.reading.columns) {
    const wanted = chosen[column.title];
    if (wanted !== undefined && wanted !== (column.field ?? '')) mapping[column.title] = wanted || leftOut;
  }
  return mapping;
}

export interface FaultLine {
  line: number;
  field: string;
  advice: string;
}

/** One line for each fault. */
export function faultLines(rows: RowStatus[]): FaultLine[] {
  return rows.flatMap(({ line, faults }) => faults.map(({ field, advice }) => ({ line, field, advice })));
}

import { type AnalysedFile, analyseFile } from '../../server/src/features/file.ts';
import { ALONE, readShared, shared } from '../support.ts';

/** Why the tests on the corpus are skipped; false where it is there. */
export const skip = shared('corpus') ? false : 'the corpus is not beside the project';

/** Every file of the corpus whose row in the index `wanted` takes. */
export function* corpusFiles(
  wanted: (row: { readonly pods: number; readonly containers: number }) => boolean = () => true,
): Generator<{ readonly file: string; readonly text: string; readonly parts: AnalysedFile }> {
  const [head = '', ...rows] = readShared('corpus', 'INDEX.tsv').trim().split('\n');
  const columns = head.split('\t');
  for (const row of rows) {
    const values = row.split('\t');
    const of = (name: string) => values[columns.indexOf(name)] ?? '';
    if (!wanted({ pods: Number(of('pod_specs')), containers: Number(of('max_containers')) })) continue;
    const text = readShared('corpus', of('file'));
    yield { file: of('file'), text, parts: analyseFile(text, ALONE) };
  }
}

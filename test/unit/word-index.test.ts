import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { KeyIndex, WordIndex } from '../../server/src/features/workspace/words.ts';
import { randomFrom } from '../lsp/random.ts';

interface Thing {
  readonly text: string;
}

const WORDS = ['app', 'web', 'db', 'cache', 'x-1', '$' + '{name}', ''];

const wordsOf = ({ text }: Thing) => text.split(' ', 5);
const long = 'filler '.repeat(15_000);

/** A text of some of the words; now and then a long one. */
function thing(random: (below: number) => number): Thing {
  const words = Array.from({ length: random(4) }, () => WORDS[random(WORDS.length)]);
  return { text: [...words, ...(random(40) === 0 ? [long] : [])].join(' ') };
}

const indexes = {
  words: () => new WordIndex<Thing>(),
  'keys in the text': () => new KeyIndex<Thing>({ of: wordsOf, areInText: true }),
  'keys elsewhere': () => new KeyIndex<Thing>({ of: wordsOf, areInText: false }),
};

suite('indexes of words', () => {
  for (const [name, made] of Object.entries(indexes)) {
    test(`${name}: finds what is there, as a look at each does`, () => {
      for (let seed = 1; seed <= 8; seed++) {
        const random = randomFrom(seed);
        const index = made();
        const all: Thing[] = [];
        for (let step = 0; step < 80; step++) {
          for (let more = random(4) === 0 ? random(12) : 1; more > 0; more--) {
            const one = thing(random);
            all.push(one);
            index.add(one);
          }
          while (all.length > 0 && random(3) > 0) index.delete(all.splice(random(all.length), 1)[0] as Thing);
          const word = WORDS[random(name === 'words' ? WORDS.length : 5)] as string;
          const isPlain = /^[\w.-]+$/.test(word);
          const expected = all.filter((one) => (isPlain ? wordsOf(one).includes(word) : one.text.includes(word)));
          assert.deepEqual(new Set(index.find([word])), new Set(expected), `seed ${seed}, step ${step}, "${word}"`);
        }
      }
    });
  }
});

/** Makes ids that are as they are wanted, each once: a second `port/web/80` becomes `port/web/80~2`. */
export function uniqueIds(): (wanted: string) => string {
  const given = new Set<string>();
  return (wanted) => {
    let id = wanted;
    for (let times = 2; given.has(id); times++) id = `${wanted}~${times}`;
    given.add(id);
    return id;
  };
}

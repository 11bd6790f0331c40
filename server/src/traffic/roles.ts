import type { Member } from '../helpers/role.ts';
import { type Pod, workloadName } from '../kubernetes/pod.ts';

/**
 * A pod has an application. A store, a cache or something that often is one (nginx) is it if it is named like the
 * workload; where all containers of its list are known helpers, the one that is so named, or a store or cache, or one
 * that is often an application, or the first.
 */
export function withApp<M extends Member>(pod: Pod, members: M[]): M[] {
  const listed = members.filter((member) => member.container.lifecycle === 'container');
  const isNamed = (member: Member) => member.container.name?.value === pod.manifest.name;
  const mayBeApp = ({ role }: Member) => role.function === null || ['store', 'cache'].includes(role.function);
  const named = listed.find((member) => isNamed(member) && mayBeApp(member));
  const others = listed.some(({ role }) => role.pattern === 'app' || role.pattern === 'unknown');
  if (listed.length === 0 || (others && !named)) return members;
  const chosen = [
    (member: Member) => member === named,
    isNamed,
    (member: Member) => member.role.function === 'store' || member.role.function === 'cache',
    (member: Member) => member.role.function === null,
    () => true,
  ].reduce<Member | undefined>((found, test) => found ?? listed.find(test), undefined);
  return members.map((member) => {
    if (member !== chosen || member.role.proof === 'override' || member.role.pattern === 'app') return member;
    const why = isNamed(member)
      ? { text: `it is named like ${workloadName(pod)}`, at: member.container.name?.at ?? null }
      : { text: `nothing else in ${workloadName(pod)} is the application`, at: null };
    const evidence = [...member.role.evidence, why];
    return { ...member, role: { ...member.role, pattern: 'app', evidence } };
  });
}

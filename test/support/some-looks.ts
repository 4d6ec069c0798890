import { type KeptLook, keepLook } from '../../shared/stack-sets/kept-look.ts';
import { lookAt } from '../../shared/stack-sets/look.ts';
import type { StackInstance } from '../../shared/stack-sets/stack-instance.ts';

/** What is kept of a look at these instances. */
export function aKeptLook(instances: readonly StackInstance[], at: number): KeptLook {
	return keepLook(lookAt(instances, []), { before: null, at });
}

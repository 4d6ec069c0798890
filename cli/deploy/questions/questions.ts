import { askConcurrency } from './concurrency.ts';
import { askExemptRole } from './exempt-role.ts';
import { askNamesInUse } from './names-in-use.ts';
import { askOrder } from './order.ts';
import { askOrganization } from './organization.ts';
import { askOrganizationId } from './organization-id.ts';
import { askPermissionSets } from './permission-sets.ts';
import type { Question } from './question.ts';
import { askRegions } from './regions.ts';
import { askReleased } from './released.ts';
import { askRoom } from './room.ts';
import { askScpSlots } from './scp-slots.ts';
import { askTargets } from './targets.ts';
import { askTrail } from './trail.ts';

/** What is found out before anything is changed, in the order in which it is told. */
export const QUESTIONS: readonly Question[] = [
	askOrder,
	askNamesInUse,
	askOrganizationId,
	askTrail,
	askRegions,
	askConcurrency,
	askRoom,
	askOrganization,
	askTargets,
	askReleased,
	askScpSlots,
	askExemptRole,
	askPermissionSets,
];

import type { OtherRecord } from '../history/history.ts';
import type { ReasonCode } from './reasons.ts';
import type { Reason } from './verdict.ts';

/** A reason that names another record by its event id, as far as it is known. */
export function pointing(code: ReasonCode, other: OtherRecord | null): Reason {
	return other?.eventId ? { code, eventId: other.eventId } : { code };
}

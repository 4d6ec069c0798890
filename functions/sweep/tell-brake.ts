import { brakeNotice } from '../../shared/containment/cases/notices.ts';
import { brakeOpened } from '../../shared/notification/containment-events.ts';
import type { SweepPart } from './rooms.ts';

/** Tells of an open brake as long as nobody has said that the message is out: whoever opened it may have died. */
export const tellBrake: SweepPart = async (now, { ledger, notices, hints, events }) => {
	const opening = await ledger.brake();
	if (opening === null || opening.resumed !== null || opening.toldAt !== null) return;
	const notice = brakeNotice(opening);
	await notices.give(notice);
	await hints.toNotify([{ about: 'notice', id: notice.id }], `sweep ${now}`);
	await events.publish([brakeOpened(opening)]);
};

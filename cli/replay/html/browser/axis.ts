/** A part of the period, in milliseconds since 1970. */
export interface View {
	readonly from: number;
	readonly to: number;
}

/** A line of the time line. `isDay`: it is the beginning of a day. */
export interface Tick {
	readonly at: number;
	readonly label: string;
	readonly isDay: boolean;
}

/** What the axis needs to know of the page. */
export interface AxisSettings {
	readonly width: number;
	readonly days: readonly (readonly [number, string])[];
	readonly clock: (time: number) => string;
}

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
/** Labels must not touch each other. */
const LABEL_WIDTH = 58;
const CLOCK_STEPS = [1, 5, 15, 30, 60, 120, 180, 360, 720].map((minutes) => minutes * MINUTE);
/** The month and the day. */
const DAY_NAME = 'MM-DD'.length;
const DAY_STEPS = [1, 2, 7, 14, 30, 90, 180, 365];
/** Nobody needs to see less than ten minutes. */
const SHORTEST = 10 * MINUTE;

/** Where a time is, in pixels from the left. */
export function xOf(time: number, { from, to }: View, width: number): number {
	return ((time - from) / (to - from)) * width;
}

/** The lines of a view: clock times in a few days, days in a longer time. */
export function ticksOf(view: View, settings: AxisSettings): readonly Tick[] {
	const room = LABEL_WIDTH * ((view.to - view.from) / settings.width);
	const step = CLOCK_STEPS.find((one) => one >= room);
	return step === undefined ? dayTicks(view, room, settings) : clockTicks(view, step, settings);
}

/** Names the day where it begins, and the time elsewhere. */
function clockTicks(view: View, step: number, { days, clock }: AxisSettings): readonly Tick[] {
	return days.flatMap(([start, name], at) => {
		const end = days[at + 1]?.[0] ?? start + DAY;
		const ticks: Tick[] = [];
		const first = start + Math.max(0, Math.ceil((view.from - start) / step)) * step;
		for (let time = first; time < end && time <= view.to; time += step) {
			const isDay = time === start;
			ticks.push({ at: time, label: isDay ? name.slice(-DAY_NAME) : clock(time), isDay });
		}
		return ticks;
	});
}

function dayTicks(view: View, room: number, { days }: AxisSettings): readonly Tick[] {
	const step = DAY_STEPS.find((one) => one * DAY >= room) ?? Math.ceil(room / DAY);
	const [first = [0], last = [0]] = [days[0], days.at(-1)];
	// Of a very long period only every second, third … day is listed.
	const listed = Math.max(1, Math.round((last[0] - first[0]) / (days.length - 1) / DAY) || 1);
	const every = Math.ceil(step / listed);
	return days
		.filter(([start], at) => at % every === 0 && start >= view.from && start <= view.to)
		.map(([at, name]) => ({
			at,
			label: step < 90 ? name.slice(-DAY_NAME) : name.slice(0, -'-DD'.length),
			isDay: true,
		}));
}

/** Moves or resizes a view, but not beyond the period. `by`: parts of the view. */
export function movedView(view: View, period: View, by: { move?: number; zoom?: number }): View {
	const whole = period.to - period.from;
	const length = (view.to - view.from) * (by.zoom ?? 1);
	const size = Math.min(whole, Math.max(Math.min(SHORTEST, whole), length));
	const middle = (view.from + view.to) / 2 + (by.move ?? 0) * (view.to - view.from);
	const from = Math.min(Math.max(middle - size / 2, period.from), period.to - size);
	return { from, to: from + size };
}

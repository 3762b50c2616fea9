/**
 * Of all windows of the dashboard in a browser, one gives the alerts: the first one that a person clicked in and that is
 * still open. A browser plays no sound before a click.
 */
export interface AlertTab {
  /** True in the window that gives the alerts. */
  isChosen(): boolean;
  /** Plays two soft notes. */
  chime(): void;
}

const lock = "tailboard-alerts";

export const createAlertTab = (): AlertTab => {
  let sound: AudioContext | null = null;
  const clicked = () => {
    removeEventListener("pointerdown", clicked);
    removeEventListener("keydown", clicked);
    // Held until the window closes. The next window in line takes over.
    void navigator.locks?.request(lock, () => {
      sound = new AudioContext();
      return new Promise(() => undefined);
    });
  };
  addEventListener("pointerdown", clicked);
  addEventListener("keydown", clicked);
  return {
    isChosen: () => sound !== null,
    chime: () => {
      if (sound === null) return;
      void sound.resume();
      for (const [after, pitch] of notes) playNote(sound, sound.currentTime + after, pitch);
    },
  };
};

/** Seconds after the start, and hertz. */
const notes = [
  [0, 659],
  [0.14, 880],
] as const;

const playNote = (sound: AudioContext, at: number, pitch: number): void => {
  const [note, volume] = [sound.createOscillator(), sound.createGain()];
  note.type = "sine";
  note.frequency.value = pitch;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(0.08, at + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.5);
  note.connect(volume).connect(sound.destination);
  note.start(at);
  note.stop(at + 0.55);
};

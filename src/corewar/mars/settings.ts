/**
 * The rules of a battle: everything that the simulator and the assembler's predefined constants depend on.
 * Addresses and numbers are integers in [0, coreSize).
 */
export interface MarsSettings {
  /** Cells of the circular core (CORESIZE). @defaultValue 8000 */
  readonly coreSize: number;
  /** Cycles until a round is a tie; in one cycle each living warrior executes one instruction (MAXCYCLES). @defaultValue 80000 */
  readonly maxCycles: number;
  /** Processes that one warrior may have at once (MAXPROCESSES). @defaultValue 8000 */
  readonly maxProcesses: number;
  /** Instructions in a warrior (MAXLENGTH). @defaultValue 100 */
  readonly maxLength: number;
  /** Least distance between the first instructions of two warriors (MINDISTANCE). @defaultValue 100 */
  readonly minDistance: number;
  /** Offsets of reads are folded into ±readLimit/2 (ICWS'94 draft, section 5.4); `coreSize` means no limit. @defaultValue coreSize */
  readonly readLimit: number;
  /** The same for writes. @defaultValue coreSize */
  readonly writeLimit: number;
  /** Cells of each warrior's private memory, kept between rounds (PSPACESIZE). @defaultValue coreSize / 16 when 16 divides it, as pMARS does */
  readonly pSpaceSize: number;
  /** Warriors in the core (WARRIORS). @defaultValue 2 */
  readonly warriors: number;
}

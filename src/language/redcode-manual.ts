/** Redcode in two pages, for models: the machine, its instructions, and four warriors with what each does. */
export const REDCODE_MANUAL = `## Redcode

Warriors stand in a circular memory of cells, the core; a cell holds one instruction with two numbers, A and B. All addresses are relative to the instruction that
uses them, and all numbers are taken modulo the size of the core, so -1 is the cell before. In a cycle each warrior executes one instruction of one of its processes,
in turn; more processes do not make it faster. A process that executes DAT dies (DIV and MOD by zero kill, too), a warrior without processes has lost.
Who writes DAT where the other one executes next kills; who has thousands of processes is hard to kill.

\`\`\`
label  opcode.modifier  <mode>A, <mode>B   ; comment
\`\`\`

| opcode | |
|---|---|
| DAT | kills the process; its two numbers serve as data |
| MOV | copies from A to B |
| ADD SUB MUL DIV MOD | combine what B points to with what A points to, into B |
| JMP | goes to A |
| JMZ JMN | go to A when what B points to is zero, is not zero |
| DJN | counts down what B points to, goes to A unless it is zero then |
| SPL | goes on, and starts another process at A: the new one is queued behind the old one |
| SEQ SNE SLT | skip the next instruction when A and B are equal, are not equal, when A is less than B |
| NOP | nothing |

| mode | the operand is |
|---|---|
| # | the number itself (the instruction's own cell) |
| $ or none | the cell at that distance |
| @ * | the cell that the B-number, the A-number of that cell points to |
| < { | the same, after that number was counted down |
| > } | the same; the number is counted up afterwards |

| modifier | takes |
|---|---|
| .A .B | A-number to A-number, B to B |
| .AB .BA | A-number to B-number, B to A |
| .F .X | both numbers, straight or crossed |
| .I | the whole instruction (MOV, SEQ, SNE); else as .F |

Without a modifier: MOV, SEQ and SNE are .I, or .AB where A is immediate, or .B where only B is; ADD, SUB and the like are .F, or .AB, or .B in the same cases; jumps and SPL are .B.
\`name EQU text\` names a text, \`ORG label\` says where to begin, \`END\` ends. Labels stand for distances. \`;name\` and \`;strategy\` are comments for people.

A bomber: one DAT at every fourth cell, for ever, never on itself, since 4 divides the core.

\`\`\`redcode
step    equ     4
        org     aim
bomb    dat     #0, #0
aim     add.ab  #step, bomb
        mov.i   bomb, @bomb
        jmp     aim
\`\`\`

A replicator (silk): three SPL 1 make eight processes that run in step. They start their copy first, then each fills one cell of it just before it is executed there.

\`\`\`redcode
        org     launch
launch  spl     1
        spl     1
        spl     1
silk    spl     @0, 2187
        mov.i   }silk, >silk
        mov.i   bomb, <-163
        mov.i   {silk, <next
next    jmp     @next, -1042
bomb    dat     <2667, <1
\`\`\`

A core clear: wipes cell after cell through a pointer that stands before its code; SPL #0 feeds it ever more processes.

\`\`\`redcode
        org     clear
target  dat     0, 5
clear   spl     #0, 0
sweep   mov.i   wipe, >target
        jmp     sweep
wipe    dat     0, 4
\`\`\`

A scanner: compares two cells at a step; where they differ somebody stands, and gets bombs that split on the spot, which starve whatever runs there. What it finds
nearer than 30 cells is itself.

\`\`\`redcode
        org     scan
scan    add.f   shift, look
look    sne.i   20, 28
        jmp     scan
        slt.ab  #30, look
        jmp     scan
        mov.i   stun, *look
        mov.i   stun, @look
        jmp     scan
stun    spl     #0, 0
shift   dat     16, 16
\`\`\`

What usually beats what: replicators outlive bombers, scanners find and kill bombers and large code, clears and bombs against imps at the end kill replicators. Good
warriors do two things: a replicator beside a bomber (SPL to one, go on with the other), a quick look around or a copy of itself far away (boot) first. Steps whose
trail visits every cell or every fourth one, and distances that share no divisor with the core's size, matter as much as the code.`;

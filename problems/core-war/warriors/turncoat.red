;redcode-94
;name Turncoat
;author Galapagos
;strategy Paper, stone and scissors in one: p-space remembers how the rounds went.
;strategy Gauze, a paper, begins. Where it only ties comes Draper, a scanner whose
;strategy carpets starve papers; where something loses, what beats its victor:
;strategy Pebble, a stone, after the paper. What wins goes on.
;assert CORESIZE == 8000

turns   equ     9
step    equ     3044
away    equ     2187
other   equ     3751

        org     brain

; Draper, see carpet.red, as `corewar optimise` left it after 3000 evaluations against papers and imps. Its one
; change by hand: it leaves alone what it finds up to the end of this warrior.
        dat.f   0, -27
turn    sub.f   20, 1
        seq.f   7, 0
        slt.ab  #after - turn + 11, -1
scan    djn.b   turn, #2500
        jmn.b   lay, -1
wipe    mov.i   -23, >-23
wiped   djn.b   wipe, #7
        mov.ab  #9, 141
        mov.i   *14, >-9
        jmp.b   -1, -36
        seq.x   *2, <-4
        mov.ba  #14, -11
lay     mov.i   5, >-11
        djn.b   lay, #7
        mov.x   #7, -1
        sub.ab  #7, -14
        jmp.b   turn, -3
        spl.ab  #-4, 0
        mov.f   @-1398, }17
        add.x   >-2, >1001
        dat.f   24, <24
        jmp.f   @wiped, @3354
        dat.f   0, }12
; Cell 1 of p-space holds whose turn it is, from 0 to 8: the paper's up to 2, the scanner's up to 5, the stone's up to 8; and 9
; for each credit. A win is a credit, a loss costs two; without credit a loss passes the turn on by 6 and a tie by 1.
brain   ldp.ab  #1, state
        ldp.ab  #0, result
        seq.ab  #1, result
        jmp     worse
        add.ab  #turns, state
store   stp.b   state, #1
choose  mod.ab  #turns, state
        slt.ab  #2, state
        jmp     paper
        slt.ab  #5, state
        jmp     scan
; Pebble, see stone.red.
split   spl     #0, #0
throw   mov.i   pebble, @aim
        add.ab  #step, aim
aim     jmp     throw, step + 1
pebble  dat     <2667, <5334
; Not won.
worse   jmn.b   tied, result
        slt.ab  #2 * turns - 1, state
        jmp     shift
        sub.ab  #2 * turns, state
        jmp     store
shift   add.ab  #6, state
        mod.ab  #turns, state
        jmp     store
tied    slt.ab  #turns - 1, state
        add.ab  #1, state
        jmp     store
result  dat     0, 0
state   dat     0, 0
; Gauze, see gauze.red.
paper   spl     1
        spl     1
        spl     1
silk    spl     @0, away
        mov.i   }silk, >silk
        mov.i   bomb, >163
        mov.i   bomb, }-331
        mov.i   {silk, <next
next    jmp     @0, other
bomb    dat     <2667, <1
        dat     0, 0
after
        end

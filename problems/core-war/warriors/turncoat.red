;redcode-94
;name Turncoat
;author Galapagos
;strategy Three warriors in one: p-space remembers how the rounds went. Braid, a paper,
;strategy begins. Where it only ties comes Runner, a scanner whose carpets starve papers;
;strategy where it loses comes Searchlight, a oneshot, which finds scanners and bombers
;strategy before they find it. What wins goes on.
;assert CORESIZE == 8000

turns   equ     9

        org     brain

; Runner, see runner.red. It leaves alone what it finds up to the end of this warrior.
target  dat     0, after - target + 4
turn    sub.f   shift, seek
seek    seq.i   7 - 4 * 24, -4 * 24
        slt.ab  #after - seek + 8, seek
scan    djn.b   turn, #2500
        jmn.b   lay, scan
        spl     #0, 0
clear   mov.i   wipe, >target
        jmp     clear
lay     mov.i   stun, >seek
laid    djn.b   lay, #7
        mov.ab  #7, laid
        sub.ab  #7, seek
        jmp     turn
stun    spl     #-4, 0
shift   dat     24, <24
wipe    dat     0, }12
; Cell 1 of p-space holds whose turn it is, from 0 to 8: the paper's up to 2, the scanner's up to 5, the oneshot's up to 8; and 9
; for each credit. A win is a credit, a loss costs two; without credit a loss passes the turn on by 6 and a tie by 1.
brain   ldp.ab  #1, state
        ldp.ab  #0, result
        seq.ab  #1, result
        jmp     worse
        add.ab  #turns, state
store   stp.b   state, #1
        mod.ab  #turns, state
        slt.ab  #2, state
        jmp     paper
        slt.ab  #5, state
        jmp     scan
; Searchlight, see searchlight.red.
sight   add.f   hop, spot
spot    sne.i   after - spot + 10, after - spot + 10 + 14
        jmp     sight
        sub.ab  #28 + 14, spot
        spl     #0, 0
sweep   mov.i   dust, >spot
        mov.i   dust, >spot
        djn.f   sweep, >spot
dust    dat     0, after - spot + 4
hop     dat     28, 28
; Not won.
worse   jmn.b   tied, result
        slt.ab  #2 * turns - 1, state
        jmp     pass
        sub.ab  #2 * turns, state
        jmp     store
pass    add.ab  #6, state
        mod.ab  #turns, state
        jmp     store
tied    slt.ab  #turns - 1, state
        add.ab  #1, state
        jmp     store
result  dat     0, 0
state   dat     0, 0
; Braid, see braid.red.
paper   spl     1
        spl     1
        spl     1
one     spl     @0, 1277
        mov.i   }one, >one
two     spl     @0, 3927
        mov.i   }two, >two
        mov.i   bomb, >1150
        mov.i   {two, <next
next    jmz.a   @0, 2217
bomb    dat     <2667, <1
        dat     0, 0
after
        end

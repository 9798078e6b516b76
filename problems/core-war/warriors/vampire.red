;redcode-94
;name Bat
;author Galapagos
;strategy A vampire: scatters jumps into a pit where captured processes only
;strategy split, which leaves their warrior no time. When the trail has come
;strategy round, it wipes the pit, and then the core.
;assert CORESIZE == 8000

; A multiple of 10, its own length: the trail visits 800 cells and none of its own.
step    equ     3070

        org     bite

; A fang lands B cells away; its A-field always leads from there to the pit.
fang    jmp     pit, 0
bite    add.f   shift, fang
        mov.i   fang, @fang
        jmn.b   bite, fang
clear   mov.i   wipe, >fang
        jmp     clear
shift   dat     -step, step
; The wipe that lands on `fang` starts the sweep at the pit, after every round of the core.
wipe    dat     0, pit - fang
pit     spl     0
        jmp     pit
        end

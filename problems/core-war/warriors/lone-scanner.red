;redcode-94
;name Peephole
;author Galapagos
;strategy Looks at every sixteenth cell and traps what is not empty between a
;strategy split and a jump back to it. When it has found more than there can be it
;strategy wipes the core.
;assert CORESIZE == 8000

; An odd multiple of 16, its own length: it never sees itself.
step    equ     3056

        org     scan

pointer dat     0, step + 15
scan    add.ab  #step, pointer
        jmz.f   scan, @pointer
        mov.i   back, @pointer
        mov.i   split, <pointer
        add.ab  #1, pointer
        djn.b   scan, #60
clear   mov.i   wipe, >pointer
        jmp     clear
split   spl     #0, 0
back    jmp     -1, 1
wipe    dat     0, tail - pointer
tail
        end

;redcode-94
;name Origami
;author Galapagos
;strategy A paper that copies two cells in each turn of its loop, and drops a bomb
;strategy somewhere between two copies.
;assert CORESIZE > 4000

cells   equ     10
away    equ     3359

        org     start

start   mov.ab  #cells, 0
copy    mov.i   <start, <target
        mov.i   <start, <target
        jmn.b   copy, start
        spl     @target
        mov.i   bomb, <-700
        add.ab  #away, target
        jmp     start
bomb    dat     <1, <1
target  dat     0, away
        end

;redcode-94
;name Leaflet
;author Galapagos
;strategy A paper: copies itself from its last cell to its first, starts the copy,
;strategy moves on and copies again. There is always one more than was killed.
;assert CORESIZE > 1000

length  equ     7
first   equ     2365
hop     equ     1459

        org     start

; The counter is the B-field of `start` itself: 0 between two copies.
start   mov.ab  #length, 0
copy    mov.i   <start, <target
        jmn.b   copy, start
        spl     @target
        add.ab  #hop, target
        jmp     start
target  dat     0, first
        end

;redcode-94
;name Thread
;author Galapagos
;strategy A silk, and beside it a spiral of imps that outlives it.
;assert CORESIZE == 8000

turn    equ     2667
first   equ     2187
hop     equ     163

        org     launch

launch  spl     paper
        spl     1
        spl     1
        spl     1
        jmp     >0, 1
n       for     8
        jmp     imp + (n - 1) * turn
        rof
paper   spl     1
        spl     1
        spl     1
silk    spl     @0, first
        mov.i   }silk, >silk
        mov.i   bomb, <-hop
        sub.f   back, silk
        jmp     silk
back    dat     1, hop
bomb    dat     <2667, <1
        for     6
        dat     0, 0
        rof
imp     mov.i   #0, turn
        end

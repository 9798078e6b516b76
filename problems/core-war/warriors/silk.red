;redcode-94
;name Gossamer
;author Galapagos
;strategy A silk: eight processes in step split to a place that is still empty and
;strategy fill it, one cell each, just before their children arrive there.
;assert CORESIZE == 8000

first   equ     2187
hop     equ     163

        org     launch

launch  spl     1
        spl     1
        spl     1
; A is where to read, B where to write; both count up as the eight copy.
silk    spl     @0, first
        mov.i   }silk, >silk
        mov.i   bomb, <-hop
        sub.f   back, silk
        jmp     silk
; Eight times this takes A back and B to another place.
back    dat     1, hop
bomb    dat     <2667, <1
        end

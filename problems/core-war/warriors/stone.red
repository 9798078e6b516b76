;redcode-94
;name Pebble
;author Galapagos
;strategy A stone: bombs far apart, one after another, in a loop of three that
;strategy more and more processes share. The trail spares its loop: it only
;strategy ever meets the cell that splits and the bomb itself.
;assert CORESIZE == 8000

; A multiple of 4 whose trail visits 2000 cells before it repeats.
step    equ     3044

        org     split

split   spl     #0, #0
throw   mov.i   bomb, @aim
        add.ab  #step, aim
aim     jmp     throw, step + 1
bomb    dat     <2667, <5334
        end

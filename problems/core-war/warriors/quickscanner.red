;redcode-94
;name Glance
;author Galapagos
;strategy A quickscanner: looks at sixteen places before anybody has moved far,
;strategy carpets what it finds with bombs, and is a dwarf afterwards.
;assert CORESIZE == 8000

span    equ     450
probes  equ     8
carpet  equ     80

        org     look

target  dat     0, 0
look
n       for     probes
        seq.i   target + n * 2 * span, target + n * 2 * span + span
        mov.ab  #n * 2 * span, target
        rof
        jmz.b   aim, target
; Both cells of a pair are carpeted, from half a carpet before each.
        sub.ab  #carpet / 2, target
first   mov.i   bomb, >target
        djn.b   first, #carpet
        add.ab  #span - carpet, target
second  mov.i   bomb, >target
        djn.b   second, #carpet
        jmp     aim
; A dwarf whose trail passes between its own four cells.
bomb    dat     0, 0
aim     add.ab  #4, bomb
        mov.i   bomb, @bomb
        jmp     aim
        end

;redcode-94
;name Drizzle
;author Galapagos
;strategy Bombs ahead with many processes while a stream counts down cells behind,
;strategy which spoils code and stops imps.
;assert CORESIZE == 8000

step    equ     3044

        org     split

split   spl     #0, #0
throw   mov.i   bomb, @aim
        add.ab  #step, aim
aim     djn.f   throw, <-1500
bomb    dat     <2667, <2668
        end

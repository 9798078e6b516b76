import math

# EVOLVE-BLOCK-START
def weigh(item, room):
    # at 0.25 of the way
    share = item / room
    if share > 0.75 and room < 40:
        return 2.5 * share - 1
    return share + math.sqrt(room)
# EVOLVE-BLOCK-END

print(weigh(3, 4))

package org.lgsc.data.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Streams by the types of their packets, which FFmpeg's build here cannot encode. */
class PacketDamageTest {
    /**
     * Numbers of the damaged frames.
     *
     * @param types I, P or B of each packet, in the order of the file
     * @param shown numbers of the packets in the order in which their frames are shown
     * @param hurt the packet whose frame the decoder reports as damaged
     */
    private static List<Integer> damaged(boolean layered, String types, int[] shown, int hurt) {
        PacketDamage damage = new PacketDamage(true, layered);
        for (char type : types.toCharArray()) {
            damage.add(true, type == 'I', false);
        }
        for (int number : shown) {
            damage.decoded(number, number != hurt, types.charAt(number) == 'B');
        }
        List<Integer> found = new ArrayList<>();
        for (int number = 0; number < types.length(); number++) {
            if (damage.isDamaged(number)) {
                found.add(number);
            }
        }
        return found;
    }

    private static final String PYRAMIDS = "IPBBBPBBBI";
    private static final int[] SHOWN = {0, 3, 2, 4, 1, 7, 6, 8, 5, 9};

    /**
     * In a pyramid the first is decoded before the others, shown between them, and used by both.
     */
    @Test
    void framesBetweenDependOnOneBetween() {
        assertThat(damaged(true, PYRAMIDS, SHOWN, 2)).containsExactly(2, 3, 4);
        assertThat(damaged(true, PYRAMIDS, SHOWN, 6)).containsExactly(6, 7, 8);
        assertThat(damaged(true, PYRAMIDS, SHOWN, 4)).containsExactly(4);
    }

    @Test
    void inOlderCodecsTheyDoNot() {
        assertThat(damaged(false, PYRAMIDS, SHOWN, 2)).containsExactly(2);
    }

    @Test
    void allFramesDependOnOneOfAnotherType() {
        assertThat(damaged(true, PYRAMIDS, SHOWN, 1)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(damaged(true, PYRAMIDS, SHOWN, 9)).containsExactly(9);
    }

    /** A frame is not handed over as intact before the one that it depends on is decoded. */
    @Test
    void aFrameWaitsForThoseBeforeItInTheFile() {
        PacketDamage damage = new PacketDamage(true, true);
        for (char type : PYRAMIDS.toCharArray()) {
            damage.add(true, type == 'I', false);
        }
        damage.decoded(0, true, false);
        assertThat(damage.isSettled(0)).isTrue();
        damage.decoded(3, true, true);
        assertThat(damage.isSettled(3)).isFalse();
        damage.decoded(2, false, true);
        damage.decoded(4, true, true);
        damage.decoded(1, true, false);
        assertThat(damage.isSettled(3)).isTrue();
        assertThat(damage.isDamaged(3)).isTrue();
        assertThat(damage.isDamaged(4)).isTrue();
    }
}

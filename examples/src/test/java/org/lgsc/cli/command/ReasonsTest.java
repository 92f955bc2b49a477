package org.lgsc.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lgsc.data.dataset.SetAside;

class ReasonsTest {
    private static List<String> said(List<SetAside> setAside, boolean all) {
        List<String> lines = new ArrayList<>();
        Reasons.say(setAside, all, lines::add);
        return lines;
    }

    @Test
    void theSameReasonIsSaidOnce() {
        List<SetAside> many = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String file = "train/live/anna_" + i + ".jpg";
            many.add(
                    new SetAside(
                            file,
                            "Cannot read /data/"
                                    + file
                                    + ": the file has "
                                    + i
                                    + " bytes too few."));
        }
        many.add(new SetAside("train/print/b.png", "The picture is too small."));
        many.add(new SetAside("train/print/c.png", "train/print/c.png: No face is found."));
        assertThat(said(many, false))
                .containsExactly(
                        "Set aside: train/live/anna_0.jpg: Cannot read /data/train/live/anna_0.jpg:"
                                + " the file has 0 bytes too few. So were 199 more.",
                        "Set aside: train/print/b.png: The picture is too small.",
                        "Set aside: train/print/c.png: No face is found.");
        assertThat(said(many, true)).hasSize(202);
        assertThat(said(many.subList(0, 3), false)).hasSize(3);
    }
}

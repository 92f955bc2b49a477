package org.lgsc.cli.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.data.dataset.SetAside;

/**
 * Prints what was set aside: each reason once, with a count and an example, however many files it
 * holds for.
 */
public final class Reasons {
    /** Up to this number, files are listed one by one. */
    private static final int FEW = 3;

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private Reasons() {}

    public static void say(List<SetAside> setAside, boolean all, Consumer<String> line) {
        say("Set aside", setAside, all, line);
    }

    /**
     * @param what label of each line, e.g. "Set aside"
     * @param all whether every file is named
     */
    public static void say(
            String what, List<SetAside> setAside, boolean all, Consumer<String> line) {
        Map<String, List<SetAside>> byReason = new LinkedHashMap<>();
        for (SetAside one : setAside) {
            byReason.computeIfAbsent(kind(one), r -> new ArrayList<>()).add(one);
        }
        byReason.values()
                .forEach(
                        same -> {
                            if (all || same.size() <= FEW) {
                                same.forEach(s -> line.accept(text(what, s)));
                            } else {
                                line.accept(
                                        RootFormat.of(
                                                "%s So were %s more.",
                                                text(what, same.get(0)), same.size() - 1));
                            }
                        });
    }

    private static String text(String what, SetAside one) {
        return what + ": " + one.id() + ": " + one.reasonAlone();
    }

    /** The reason without the parts that differ from file to file: its name and numbers. */
    private static String kind(SetAside one) {
        String reason = one.reason();
        String name = one.id().substring(one.id().lastIndexOf('/') + 1);
        int at = reason.indexOf(name);
        if (at >= 0) {
            // boundaries of the path, which ends in the name
            int from = reason.lastIndexOf(' ', at) + 1;
            int to = reason.indexOf(' ', at);
            reason = reason.substring(0, from) + (to < 0 ? "" : reason.substring(to));
        }
        return NUMBER.matcher(reason).replaceAll("#");
    }
}

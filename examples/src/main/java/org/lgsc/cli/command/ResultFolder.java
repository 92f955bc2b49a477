package org.lgsc.cli.command;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.lgsc.core.internal.file.SecondPlace;

/**
 * Where the files of one run go. When one of them cannot be written there, it and all that follow
 * lie in a {@link SecondPlace}, together.
 */
public final class ResultFolder {
    private final Path asked;
    private final Consumer<String> notices;
    private final Map<String, Path> places = new HashMap<>();
    private Path now;

    /**
     * @param asked the folder that was asked for; it is there
     * @param notices receives one sentence when results lie elsewhere
     */
    public ResultFolder(Path asked, Consumer<String> notices) {
        this.asked = asked;
        this.notices = notices;
        now = asked;
    }

    /**
     * Writes or replaces a file.
     *
     * @param writer writes it to the place that it is given
     */
    public void write(String name, Consumer<Path> writer) {
        Path saved = SecondPlace.write(now.resolve(name), writer, notices);
        now = saved.getParent();
        places.put(name, saved);
    }

    /** Where a file lies, or would lie if it were written next. */
    public Path place(String name) {
        return places.getOrDefault(name, now.resolve(name));
    }

    /** Whether something lies elsewhere than where it was asked for. */
    public boolean moved() {
        return !now.equals(asked);
    }
}

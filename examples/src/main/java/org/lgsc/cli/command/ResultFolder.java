package org.lgsc.cli.command;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.lgsc.core.internal.file.FallbackLocation;

/**
 * Folder for the files of one run. When one of them cannot be written there, it and all later files
 * go to a {@link FallbackLocation}, together.
 */
public final class ResultFolder {
    private final Path asked;
    private final Consumer<String> notices;
    private final Map<String, Path> places = new HashMap<>();
    private Path now;

    /**
     * @param asked the requested folder, which exists
     * @param notices receives one sentence when results are written elsewhere
     */
    public ResultFolder(Path asked, Consumer<String> notices) {
        this.asked = asked;
        this.notices = notices;
        now = asked;
    }

    /** Writes or replaces a file by a writer that receives its path. */
    public void write(String name, Consumer<Path> writer) {
        Path saved = FallbackLocation.write(now.resolve(name), writer, notices);
        now = saved.getParent();
        places.put(name, saved);
    }

    /** Path of a file, or the path it would get if it were written next. */
    public Path place(String name) {
        return places.getOrDefault(name, now.resolve(name));
    }

    /** Whether a file was written outside the requested folder. */
    public boolean moved() {
        return !now.equals(asked);
    }
}

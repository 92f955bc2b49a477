package org.lgsc.train.watch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.internal.file.AtomicFile;
import org.lgsc.core.internal.file.RegularFiles;

/**
 * A text file that grows by complete lines. A line that cannot be written, for example because the
 * disk is full, waits and is written with the next one: no line is lost, doubled or truncated while
 * the process runs.
 */
final class LineFile {
    private final Path file;
    private final StringBuilder waiting = new StringBuilder();
    private @Nullable FileChannel channel;

    /** Length of the complete lines of the file, in bytes. */
    private long length;

    LineFile(Path file) {
        this.file = file;
    }

    /** Replaces the contents of the file by these lines. */
    void begin(List<String> lines) throws IOException {
        closeQuietly();
        waiting.setLength(0);
        lines.forEach(line -> waiting.append(line).append('\n'));
        flush();
    }

    /** Returns the complete lines of the file, up to the first rejected one. */
    List<String> linesWhile(Predicate<String> accepted) throws IOException {
        List<String> lines = new ArrayList<>();
        if (!Files.exists(file)) {
            return lines;
        }
        String text = new String(RegularFiles.readAllBytes(file), StandardCharsets.UTF_8);
        int from = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
            String line = text.substring(from, end);
            if (!accepted.test(line)) {
                break;
            }
            lines.add(line);
            from = end + 1;
        }
        return lines;
    }

    void add(String line) throws IOException {
        waiting.append(line).append('\n');
        flush();
    }

    private void flush() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(waiting.toString().getBytes(StandardCharsets.UTF_8));
        if (channel == null) {
            replace(bytes);
        } else {
            try {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            } catch (IOException e) {
                channel.truncate(length); // remove an incomplete line
                throw e;
            }
        }
        length += bytes.limit();
        waiting.setLength(0);
    }

    /** Makes the first write: the old contents are removed when the new ones are complete. */
    private void replace(ByteBuffer bytes) throws IOException {
        AtomicFile.write(file, out -> out.write(bytes.array()));
        channel = FileChannel.open(file, StandardOpenOption.APPEND);
        length = 0;
    }

    /** Makes the lines survive a power failure. */
    void force() throws IOException {
        if (channel != null) {
            channel.force(true);
        }
    }

    void closeQuietly() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // every line was written when it was added
            }
            channel = null;
        }
    }
}

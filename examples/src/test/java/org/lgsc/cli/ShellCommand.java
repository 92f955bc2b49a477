package org.lgsc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command of a shell block.
 *
 * @param place page and line of the block
 * @param words program and arguments, as a shell would pass them
 */
record ShellCommand(String place, List<String> words) {
    private static final Pattern BLOCK =
            Pattern.compile("```(?:sh|bash|shell)\\R(.*?)```", Pattern.DOTALL);
    private static final Pattern VARIABLE = Pattern.compile("([A-Z]+)=(.*)", Pattern.DOTALL);

    /** The commands of a page. */
    static List<ShellCommand> of(Path page) throws IOException {
        String text = Files.readString(page);
        List<ShellCommand> commands = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            long line = text.substring(0, block.start()).lines().count() + 1;
            commands.addAll(new Reader(page.getFileName() + ":" + line).read(block.group(1)));
        }
        return commands;
    }

    /** Words after the first one that ends with a text, or null. */
    List<String> after(String end) {
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).endsWith(end)) {
                return words.subList(i + 1, words.size());
            }
        }
        return null;
    }

    /** The part of a shell's grammar that the guides use. */
    private static final class Reader {
        private final String place;
        private final Map<String, String> variables = new HashMap<>();
        private final List<ShellCommand> commands = new ArrayList<>();
        private final List<String> words = new ArrayList<>();
        private final StringBuilder word = new StringBuilder();
        private boolean quoted;

        Reader(String place) {
            this.place = place;
        }

        List<ShellCommand> read(String block) {
            String text = block.replaceAll("\\\\\\R\\s*", " ").replaceAll("(?m)(^|\\s)#.*$", "");
            for (int i = 0; i < text.length(); i++) {
                next(text.charAt(i));
            }
            endCommand();
            return commands;
        }

        private void next(char c) {
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted) {
                word.append(c);
            } else if (c == '\n' || c == ';' || c == '&' || c == '|') {
                endCommand();
            } else if (c == ' ') {
                endWord();
            } else {
                word.append(c);
            }
        }

        private void endWord() {
            String text = word.toString();
            word.setLength(0);
            Matcher variable = VARIABLE.matcher(text);
            if (variable.matches()) {
                variables.put("$" + variable.group(1), variable.group(2).strip());
            } else if (variables.containsKey(text)) {
                words.addAll(List.of(variables.get(text).split("\\s+")));
            } else if (!text.isEmpty()) {
                words.add(text);
            }
        }

        private void endCommand() {
            endWord();
            if (!words.isEmpty()) {
                commands.add(new ShellCommand(place, List.copyOf(words)));
                words.clear();
            }
        }
    }
}

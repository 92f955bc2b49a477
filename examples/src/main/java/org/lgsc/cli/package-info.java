/** The command line: {@link org.lgsc.cli.Lgsc} lists the commands, each with its own class. */
package org.lgsc.cli;

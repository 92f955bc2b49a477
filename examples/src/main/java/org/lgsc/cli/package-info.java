/** The command line: {@link org.lgsc.cli.Lgsc} lists the commands, one class each. */
package org.lgsc.cli;

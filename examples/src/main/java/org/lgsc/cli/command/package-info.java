/** Code shared by all commands: start and end of the process, messages, output files. */
package org.lgsc.cli.command;

/** What all commands share: start and end of the process, messages, files that they write. */
package org.lgsc.cli.command;

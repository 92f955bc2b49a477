/** The user's own data: folders by split and species, or CSV lists. */
package org.lgsc.data.listed;

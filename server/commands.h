/* The subcommands of `byline`. Each takes what follows its name (arguments[0] is the name itself) and returns the exit
 * code: 0, 1 for bad input or failure, 2 for wrong usage. */
#ifndef SERVER_COMMANDS_H
#define SERVER_COMMANDS_H

int command_serve(int count, char **arguments);
int command_healthcheck(int count, char **arguments);
int command_version(int count, char **arguments);

#endif

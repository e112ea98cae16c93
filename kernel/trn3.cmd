@echo off
rem The command trn3 for Windows: finds Java, builds the workbench where it is missing, starts it.
rem After changes to the sources build again: mvn -DskipTests -pl kernel/cli -am package
setlocal EnableExtensions
set "KERNEL=%~dp0"
set "ROOT=%KERNEL%.."
set "DISTRIBUTION=%KERNEL%cli\target\trn3"
set "LOG=%KERNEL%cli\target\trn3-build.log"

set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
"%JAVA%" --list-modules 2>nul | findstr /b "jdk.jshell@" >nul
if errorlevel 1 (
  echo trn3: needs a JDK, version 17 or newer; "%JAVA%" is none. Get one from https://adoptium.net and set JAVA_HOME. 1>&2
  exit /b 3
)
for /f "tokens=3 delims=. " %%v in ('call "%JAVA%" -version 2^>^&1 ^| findstr /c:" version "') do set "MAJOR=%%~v"
set "MAJOR=%MAJOR:"=%"
if %MAJOR% LSS 17 (
  echo trn3: needs Java 17 or newer; "%JAVA%" is version %MAJOR%. Get one from https://adoptium.net and set JAVA_HOME. 1>&2
  exit /b 3
)

if not exist "%DISTRIBUTION%\trn3.properties" (
  where mvn >nul 2>nul
  if errorlevel 1 (
    echo trn3: the workbench must be built once, and Maven was not found. Get it from https://maven.apache.org/download.cgi and add its bin folder to PATH. 1>&2
    exit /b 3
  )
  if not exist "%KERNEL%cli\target" mkdir "%KERNEL%cli\target"
  echo trn3: building the workbench, log in %LOG% 1>&2
  pushd "%ROOT%"
  call mvn -B -ntp -Dmaven.test.skip=true -Dspotless.check.skip=true -Dquick -pl kernel/cli -am package >"%LOG%" 2>&1
  if errorlevel 1 (
    popd
    echo trn3: the build failed; see %LOG% 1>&2
    exit /b 3
  )
  popd
)

set "TIERS=-XX:TieredStopAtLevel=1"
if "%~1"=="shell" set "TIERS=-XX:TieredStopAtLevel=4"
rem A console is taken for granted: cmd.exe cannot say whether its output goes to a file.
"%JAVA%" -XX:+UseSerialGC %TIERS% -Xshare:auto -Djava.awt.headless=true -Dfile.encoding=UTF-8 "-Dtrn3.distribution=%DISTRIBUTION%" -Dtrn3.terminal=012 -cp "%DISTRIBUTION%\lib\server\*" dev.trn3.cli.Trn3Command %*
exit /b %ERRORLEVEL%

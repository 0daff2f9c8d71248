# SPDX-License-Identifier: Apache-2.0
# Writes the COM+ applications of every partition, and the COM+ defaults of the computer, as JSON for
# 'delegaudit import'. It only reads. Run it as an administrator of the machine, in Windows
# PowerShell 5 or in PowerShell 7 on Windows:
#
#   .\Export-ComPlus.ps1 | Out-File "$env:COMPUTERNAME-complus.json" -Encoding utf8
#   .\Export-ComPlus.ps1 -Computer app01.corp.example | Out-File app01-complus.json -Encoding utf8
#
# The project's tests have no Windows: they read files as this script writes them, they do not run it.
param([string]$Computer = '')

$ErrorActionPreference = 'Stop'
$catalog = New-Object -ComObject COMAdmin.COMAdminCatalog
if ($Computer) { [void]$catalog.Connect($Computer) }
$name = if ($Computer) { $Computer } else { [Net.Dns]::GetHostEntry('').HostName }

function Get-Row($object, [string]$collection, [string[]]$properties) {
    $row = [ordered]@{ Computer = $name; Collection = $collection }
    foreach ($property in $properties) {
        # A property that this version of COM+ lacks stays out: it was not read.
        try { $row[$property] = $object.Value($property) } catch { }
    }
    [pscustomobject]$row
}

$rows = @()
$local = $catalog.GetCollection('LocalComputer')
[void]$local.Populate()
foreach ($object in $local) {
    $rows += Get-Row $object 'LocalComputer' @(
        'DefaultImpersonationLevel', 'DefaultAuthenticationLevel', 'DCOMEnabled')
}

$properties = @(
    'ID', 'Name', 'AppPartitionID', 'Activation', 'ImpersonationLevel', 'Authentication',
    'AuthenticationCapability', 'Identity', 'ServiceName', 'ApplicationProxy',
    'ApplicationProxyServerName', 'QueuingEnabled', 'IsEnabled')
$partitions = $catalog.GetCollection('Partitions')
[void]$partitions.Populate()
foreach ($partition in $partitions) {
    $applications = $partitions.GetCollection('Applications', $partition.Key)
    [void]$applications.Populate()
    foreach ($object in $applications) { $rows += Get-Row $object 'Applications' $properties }
}

ConvertTo-Json -InputObject $rows -Depth 3
